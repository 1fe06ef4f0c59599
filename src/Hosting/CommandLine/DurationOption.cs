using System.CommandLine;

namespace Wolfictl.Hosting.CommandLine;

/// <summary>A flag that takes a duration, as <see cref="Durations"/> reads it.</summary>
public sealed class DurationOption : Option<TimeSpan>
{
    /// <summary>With its name, what it is for, and what stands in where it is not given, as in <c>6h</c>.</summary>
    public DurationOption(string name, string description, string fallback)
        : base(name)
    {
        Description = description;
        HelpName = "DURATION";
        DefaultValueFactory = _ => Durations.Parse(fallback);
        CustomParser = result =>
        {
            if (Durations.TryParse(result.Tokens.Count == 1 ? result.Tokens[0].Value : "", out var value))
            {
                return value;
            }

            result.AddError($"{name} is no duration: expected a number and one of s, m, h, d, such as {fallback}.");
            return default;
        };
    }
}
