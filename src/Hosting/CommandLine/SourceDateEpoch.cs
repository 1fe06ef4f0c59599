using System.Globalization;

namespace Wolfictl.Hosting.CommandLine;

/// <summary>The date that reproducible builds give what they make (reproducible-builds.org, SOURCE_DATE_EPOCH).</summary>
public static class SourceDateEpoch
{
    /// <summary>The variable.</summary>
    public const string Variable = "SOURCE_DATE_EPOCH";

    private const long FarthestSecond = 1L << 37;

    /// <summary>The date it names; none where it is not set.</summary>
    /// <exception cref="CommandException">It is no number of seconds.</exception>
    public static DateTimeOffset? Read()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < FarthestSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new CommandException(ExitCodes.Usage, $"{Variable} is '{text}': expected seconds since 1970-01-01.");
    }
}
