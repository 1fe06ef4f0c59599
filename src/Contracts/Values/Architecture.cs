using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>What a package is built for. The names that melange, apk, Kubernetes and OCI use for it are in <see cref="Architectures"/>.</summary>
[JsonConverter(typeof(ArchitectureConverter))]
public enum Architecture
{
    /// <summary>A name that this version does not know; refused in requests.</summary>
    Unknown = 0,

    /// <summary><c>x86_64</c> to melange and apk, <c>amd64</c> to Kubernetes and OCI.</summary>
    X86_64,

    /// <summary><c>aarch64</c> to melange and apk, <c>arm64</c> to Kubernetes and OCI.</summary>
    Aarch64,
}
