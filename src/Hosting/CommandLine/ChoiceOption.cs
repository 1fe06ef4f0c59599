using System.CommandLine;

namespace Wolfictl.Hosting.CommandLine;

/// <summary>A flag that takes one of an enum's names, in any case; <c>Unknown</c> is none of them. The help lists them.</summary>
public sealed class ChoiceOption<T> : Option<T>
    where T : struct, Enum
{
    private static readonly string[] Choices = [.. Enum.GetNames<T>().Where(n => n != "Unknown").Select(n => n.ToLowerInvariant())];

    /// <summary>The flag with what it is by default.</summary>
    public ChoiceOption(string description, T otherwise, string name, params string[] aliases)
        : base(name, aliases)
    {
        Description = description;
        HelpName = string.Join('|', Choices);
        DefaultValueFactory = _ => otherwise;
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Choices.Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                return Enum.Parse<T>(text, ignoreCase: true);
            }

            result.AddError($"{name}: unknown value '{text}': expected {string.Join(", ", Choices)}.");
            return default;
        };
        CompletionSources.Add(Choices);
    }
}
