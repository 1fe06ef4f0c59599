using System.Globalization;

namespace Wolfictl.Scheduler.Builds.Store;

/// <summary>One step of the schema: an embedded file <c>Migrations/NNNN_title.sql</c>. Steps that were released never change; a new one is added.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Version, string Sql)
{
    private const string Prefix = "Wolfictl.Scheduler.Builds.Store.Migrations.";

    /// <summary>All steps in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    private static List<Migration> Load()
    {
        var assembly = typeof(Migration).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(n =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
                    return new Migration(int.Parse(n.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), reader.ReadToEnd());
                })
                .OrderBy(m => m.Version),
        ];
    }
}
