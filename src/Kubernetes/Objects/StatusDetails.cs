namespace Wolfictl.Kubernetes;

/// <summary>What a refusal was about (meta/v1 StatusDetails).</summary>
public sealed record StatusDetails
{
    /// <summary>The object's name.</summary>
    public string? Name { get; init; }

    /// <summary>The API group; null for the core one.</summary>
    public string? Group { get; init; }

    /// <summary>The resource.</summary>
    public string? Kind { get; init; }

    /// <summary>The object's identity.</summary>
    public string? Uid { get; init; }

    /// <summary>The single reasons, one for each wrong field.</summary>
    public IReadOnlyList<StatusCause>? Causes { get; init; }

    /// <summary>Seconds after which another try may help.</summary>
    public int? RetryAfterSeconds { get; init; }
}
