namespace Wolfictl.Scheduler.Engines.Pods;

/// <summary>Text that a cluster or a pod made, fit to be shown: on one line, without control characters, not too long.</summary>
internal static class ClusterText
{
    private const int Longest = 600;

    public static string Of(string? untrusted)
    {
        if (string.IsNullOrWhiteSpace(untrusted))
        {
            return "";
        }

        var words = new string([.. untrusted.Take(4 * Longest).Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var line = string.Join(' ', words);
        return line.Length <= Longest ? line : $"{line[..(Longest - 1)]}…";
    }
}
