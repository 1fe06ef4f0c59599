namespace Wolfictl.Kubernetes.Access;

/// <summary>What runs at the server (<c>/version</c>).</summary>
public sealed record ServerVersion
{
    /// <summary>Such as <c>1</c>.</summary>
    public string? Major { get; init; }

    /// <summary>Such as <c>31</c>, or <c>31+</c>.</summary>
    public string? Minor { get; init; }

    /// <summary>Such as <c>v1.31.4</c>.</summary>
    public string? GitVersion { get; init; }

    /// <summary>Such as <c>linux/amd64</c>.</summary>
    public string? Platform { get; init; }
}
