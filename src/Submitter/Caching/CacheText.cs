using System.Globalization;
using Wolfictl.Contracts;
using Wolfictl.Melange.Sources;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Caching;

/// <summary>What became of the sources, for people; the bundle's reference, if any, alone on the last line.</summary>
internal static class CacheText
{
    public static void Write(TextWriter writer, CacheReport report)
    {
        Table.Write(writer, "",
        [
            ["fetched", Number(report.Fetched), ByteText.Of(report.BytesFetched)],
            ["already there", Number(report.AlreadyThere), ByteText.Of(report.Bytes - report.BytesFetched)],
            ["not coverable", Number(report.NotCoverable), Kinds([.. report.Sources.Where(s => s.Outcome == SourceOutcome.NotCoverable).Select(s => s.Kind!.Value)])],
            ["failed", Number(report.Failed), ""],
        ]);
        if (report.Failed > 0)
        {
            writer.WriteLine();
            writer.WriteLine("failed:");
            Table.Write(writer, "  ", [.. report.Sources.Where(s => s.Outcome == SourceOutcome.Failed).Select(s => new[] { string.Join(',', s.Packages), Why(s) })]);
        }

        writer.WriteLine();
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ByteText.Of(report.Bytes)} in {report.Folder}, {ByteText.Of(report.BytesReceived)} received, {report.Seconds:0.0} s"));
        if (report.Bundle is { } bundle)
        {
            writer.WriteLine(bundle);
        }
    }

    /// <summary>As in <c>9 git-checkout, 3 expected-none</c>; empty for none.</summary>
    public static string Kinds(IReadOnlyList<SourceKind> kinds) => string.Join(", ", new[]
    {
        (Count: kinds.Count(kind => kind == SourceKind.GitCheckout), Name: "git-checkout"),
        (Count: kinds.Count(kind => kind == SourceKind.Fetch), Name: "expected-none"),
    }.Where(kind => kind.Count > 0).Select(kind => $"{kind.Count} {kind.Name}"));

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture).PadLeft(6);

    /// <summary>The reason, which most often begins with the URI, and else gets it.</summary>
    private static string Why(CacheReportSource source) =>
        source.Message?.Contains(source.Uri, StringComparison.Ordinal) == true ? source.Message : $"{CachePlanText.Printable(source.Uri)}: {source.Message}";
}
