namespace Wolfictl.Submitter.Terminals;

/// <summary>Numbers of bytes for people.</summary>
internal static class ByteText
{
    public static string Of(double bytes) => bytes switch
    {
        >= 1L << 30 => FormattableString.Invariant($"{bytes / (1L << 30):0.0} GiB"),
        >= 1L << 20 => FormattableString.Invariant($"{bytes / (1L << 20):0.0} MiB"),
        >= 1L << 10 => FormattableString.Invariant($"{bytes / (1L << 10):0.0} KiB"),
        _ => FormattableString.Invariant($"{bytes:0} B"),
    };
}
