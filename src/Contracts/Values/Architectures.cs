using System.Runtime.InteropServices;

namespace Wolfictl.Contracts;

/// <summary>The names of architectures, converted at the edges: either family of names is taken, each side is told its own.</summary>
public static class Architectures
{
    /// <summary>Every architecture that wolfictl builds for, in a fixed order.</summary>
    public static IReadOnlyList<Architecture> All { get; } = [Architecture.X86_64, Architecture.Aarch64];

    /// <summary>The architecture of this machine; <see cref="Architecture.Unknown"/> where it is neither.</summary>
    public static Architecture OfThisMachine => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => Architecture.X86_64,
        System.Runtime.InteropServices.Architecture.Arm64 => Architecture.Aarch64,
        _ => Architecture.Unknown,
    };

    /// <summary>Takes <c>x86_64</c>, <c>amd64</c>, <c>aarch64</c>, <c>arm64</c>.</summary>
    /// <exception cref="FormatException">Another name; the message names it and lists these.</exception>
    public static Architecture Parse(string name) => TryParse(name, out var architecture)
        ? architecture
        : throw new FormatException($"unknown architecture '{Shown.Of(name)}': expected x86_64 (amd64) or aarch64 (arm64).");

    /// <summary>As <see cref="Parse"/>, telling instead of throwing.</summary>
    public static bool TryParse(string? name, out Architecture architecture)
    {
        architecture = name switch
        {
            "x86_64" or "amd64" => Architecture.X86_64,
            "aarch64" or "arm64" => Architecture.Aarch64,
            _ => Architecture.Unknown,
        };
        return architecture != Architecture.Unknown;
    }

    /// <summary>The name that melange and apk use: <c>x86_64</c>, <c>aarch64</c>.</summary>
    public static string MelangeName(this Architecture architecture) => architecture switch
    {
        Architecture.X86_64 => "x86_64",
        Architecture.Aarch64 => "aarch64",
        _ => "unknown",
    };

    /// <summary>The name that Kubernetes and OCI use: <c>amd64</c>, <c>arm64</c>.</summary>
    public static string OciName(this Architecture architecture) => architecture switch
    {
        Architecture.X86_64 => "amd64",
        Architecture.Aarch64 => "arm64",
        _ => "unknown",
    };
}
