namespace Wolfictl.Melange;

/// <summary>The architectures' names as melange, Go and compilers say them.</summary>
internal static class Architectures
{
    /// <summary>melange's name; what is not known stays as it is.</summary>
    public static string Normalize(string architecture) => architecture switch
    {
        "amd64" => "x86_64",
        "arm64" => "aarch64",
        "386" or "i386" => "x86",
        _ => architecture,
    };

    public static string Go(string architecture) => architecture switch
    {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "x86" => "386",
        _ => architecture,
    };

    public static string Triplet(string architecture, string suffix) => architecture switch
    {
        "x86_64" => $"x86_64-pc-linux-{suffix}",
        "x86" => $"i486-pc-linux-{suffix}",
        _ => $"{architecture}-unknown-linux-{suffix}",
    };

    public static string RustTriplet(string architecture, string suffix) => architecture switch
    {
        "x86" => $"i686-unknown-linux-{suffix}",
        _ => $"{architecture}-unknown-linux-{suffix}",
    };
}
