using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Wolfictl.Melange.Config.Yaml;

/// <summary>The parser's events, its many ways of giving up made one.</summary>
internal sealed class YamlEvents(TextReader text)
{
    private readonly Parser _parser = new(new Scanner(text, skipComments: true));

    /// <summary>The next event; null after the last.</summary>
    /// <exception cref="YamlProblemException">The text is not YAML.</exception>
    public ParsingEvent? Next()
    {
        try
        {
            return _parser.MoveNext() ? _parser.Current : null;
        }
        catch (YamlException e)
        {
            throw new YamlProblemException($"This is not YAML: {Sentence(e.Message)}", (int)e.Start.Line, (int)e.Start.Column);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or OverflowException or IndexOutOfRangeException
            or NullReferenceException or InvalidCastException or FormatException or KeyNotFoundException)
        {
            // The parser trips over some malformed texts instead of refusing them.
            var at = _parser.Current?.Start;
            throw new YamlProblemException("This is not YAML that can be read.", (int)(at?.Line ?? 1), (int)(at?.Column ?? 1));
        }
    }

    private static string Sentence(string message)
    {
        var excerpt = Excerpt.Of(message.Trim());
        return excerpt.EndsWith('.') || excerpt.EndsWith('…') ? excerpt : excerpt + ".";
    }
}
