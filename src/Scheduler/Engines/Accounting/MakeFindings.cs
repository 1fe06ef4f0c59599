using System.Text.RegularExpressions;

namespace Wolfictl.Scheduler.Engines.Accounting;

/// <summary>What make itself says in its output (GNU make, in the C locale) about targets that failed or were given up.</summary>
public sealed partial class MakeFindings
{
    private const int Most = 100_000;
    private readonly Dictionary<string, string> _failed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _notRemade = new(StringComparer.Ordinal);

    /// <summary>Targets that failed, with what make says of them.</summary>
    public IReadOnlyDictionary<string, string> Failed => _failed;

    /// <summary>Targets that were not made because of the failure of others.</summary>
    public IReadOnlySet<string> NotRemade => _notRemade;

    /// <summary>Takes a line of the output.</summary>
    public void Observe(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (_failed.Count + _notRemade.Count >= Most || !line.StartsWith("make", StringComparison.Ordinal))
        {
            return;
        }

        if (FailedTarget().Match(line) is { Success: true } failed)
        {
            _failed.TryAdd(failed.Groups["target"].Value, failed.Groups["why"].Value);
        }
        else if (NoRule().Match(line) is { Success: true } noRule)
        {
            _failed.TryAdd(noRule.Groups["target"].Value, "no rule to make it");
        }
        else if (NotMade().Match(line) is { Success: true } notMade)
        {
            _notRemade.Add(notMade.Groups["target"].Value);
        }
    }

    [GeneratedRegex(@"\Amake(?:\[\d+\])?: \*\*\* \[(?:[^\]:]+:\d+: )?(?<target>[^\]]+)\] (?<why>.+)\z")]
    private static partial Regex FailedTarget();

    [GeneratedRegex(@"\Amake(?:\[\d+\])?: \*\*\* No rule to make target '(?<target>[^']+)'")]
    private static partial Regex NoRule();

    [GeneratedRegex(@"\Amake(?:\[\d+\])?: Target '(?<target>[^']+)' not remade because of errors")]
    private static partial Regex NotMade();
}
