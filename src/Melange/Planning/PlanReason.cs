namespace Wolfictl.Melange.Planning;

/// <summary>Why a package is in a plan; where several reasons hold, the nearest to what was asked for.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Package">The other package: the one that needs it, or the changed one that it needs; empty where it was asked for.</param>
/// <param name="Name">The name by which the one needs the other; empty where it was asked for.</param>
/// <param name="Pipeline">The pipeline that brings the need; empty where there is none.</param>
public sealed record PlanReason(PlanReasonKind Kind, string Package, string Name, string Pipeline)
{
    /// <summary>It was asked for.</summary>
    public static PlanReason AskedFor { get; } = new(PlanReasonKind.AskedFor, "", "", "");

    /// <summary>The reason in words, such as <c>needed by brotli (as libtool-dev, for autoconf/configure)</c>.</summary>
    /// <param name="package">The package whose reason it is.</param>
    public string Describe(string package) => Kind switch
    {
        PlanReasonKind.NeededBy => $"needed by {Package}{How(package)}",
        PlanReasonKind.DependsOnChanged => $"depends on {Package}{How(Package)}",
        _ => "asked for",
    };

    private string How(string needed)
    {
        var name = Name == needed ? "" : $"as {Name}";
        var pipeline = Pipeline.Length == 0 ? "" : $"for {Pipeline}";
        return (name, pipeline) switch
        {
            ("", "") => "",
            (_, "") => $" ({name})",
            ("", _) => $" ({pipeline})",
            _ => $" ({name}, {pipeline})",
        };
    }
}
