using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Caching;

/// <summary>Which sources a cache covers, for people.</summary>
internal static class CachePlanText
{
    private const int ShownPackages = 3;

    public static void Write(TextWriter writer, CachePlanReport report)
    {
        Table.Write(writer, "",
        [
            ["covered", CacheText.Number(report.Covered), ""],
            ["  already there", CacheText.Number(report.AlreadyThere), ""],
            ["  missing", CacheText.Number(report.Missing), ""],
            ["  shared by several packages", CacheText.Number(report.Shared), ""],
            ["not coverable", CacheText.Number(report.NotCoverable.Count), CacheText.Kinds([.. report.NotCoverable.Select(s => s.Kind!.Value)])],
        ]);
        if (report.Dead is { } dead)
        {
            Table.Write(writer, "", [["dead origins".PadRight("  shared by several packages".Length), CacheText.Number(dead.Count)]]);
            List(writer, "dead origins", [.. dead.Select(d => new[] { Names(d.Packages), d.Message })]);
        }

        List(writer, "missing", [.. report.Files.Where(f => !f.AlreadyThere).Select(f => new[] { Names(f.Packages), string.Join(' ', f.Uris.Select(Printable)) })]);
        List(writer, "shared by several packages", [.. report.Files.Where(f => f.Packages.Count > 1).Select(f => new[] { Names(f.Packages), string.Join(' ', f.Uris.Select(Printable)) })]);
        List(writer, "not coverable", [.. report.NotCoverable.Select(s => new[] { Names(s.Packages), Printable(s.Uri), s.Message! })]);
    }

    /// <summary>Without what a terminal would obey.</summary>
    public static string Printable(string uri) => new([.. uri.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)]);

    private static void List(TextWriter writer, string title, IReadOnlyList<string[]> rows)
    {
        if (rows.Count > 0)
        {
            writer.WriteLine();
            writer.WriteLine($"{title}:");
            Table.Write(writer, "  ", rows);
        }
    }

    private static string Names(IReadOnlyList<string> packages) =>
        packages.Count <= ShownPackages ? string.Join(',', packages) : $"{string.Join(',', packages.Take(ShownPackages))} and {packages.Count - ShownPackages} more";

}
