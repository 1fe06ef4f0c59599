using System.CommandLine;

namespace Wolfictl.Hosting.CommandLine;

/// <summary>
/// A flag that takes one of an enum's names, in any case; <c>Unknown</c> is none of them. The help lists them. A text to the parser, which would otherwise be compiled anew
/// for every enum at each start.
/// </summary>
public sealed class ChoiceOption<T> : Option<string>
    where T : struct, Enum
{
    private readonly string[] _choices = [.. Enum.GetNames<T>().Where(n => n != "Unknown").Select(n => n.ToLowerInvariant())];

    /// <summary>The flag with what it is by default.</summary>
    public ChoiceOption(string description, T otherwise, string name, params string[] aliases)
        : base(name, aliases)
    {
        Description = description;
        HelpName = string.Join('|', _choices);
        DefaultValueFactory = _ => otherwise.ToString().ToLowerInvariant();
        CompletionSources.Add(_choices);
        Validators.Add(result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : null;
            if (text is not null && !_choices.Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"{name}: unknown value '{text}': expected {string.Join(", ", _choices)}.");
            }
        });
    }

    /// <summary>What was chosen.</summary>
    public T Read(ParseResult parse)
    {
        ArgumentNullException.ThrowIfNull(parse);
        return Enum.Parse<T>(parse.GetValue(this)!, ignoreCase: true);
    }
}
