namespace Wolfictl.Melange.Planning;

/// <summary>Finds the names that someone who mistyped may have meant.</summary>
internal static class NearestNames
{
    private const int Most = 3;
    private const int LongestCompared = 64;

    public static IReadOnlyList<string> Find(string name, IEnumerable<string> names)
    {
        if (name.Length is 0 or > LongestCompared)
        {
            return [];
        }

        var allowed = Math.Max(1, name.Length / 3);
        return
        [
            .. names
                .Select(candidate => (Name: candidate, Distance: Distance(name, candidate, allowed)))
                .Where(candidate => candidate.Distance <= allowed)
                .OrderBy(candidate => candidate.Distance)
                .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Take(Most)
                .Select(candidate => candidate.Name),
        ];
    }

    /// <summary>How many characters are to be added, dropped, changed or swapped with their neighbour; anything above the limit where it is more. Case counts for nothing.</summary>
    internal static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
        {
            return limit + 1;
        }

        var before = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        var row = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
