namespace Wolfictl.Kubernetes.Access;

/// <summary>What one would like to do (authorization.k8s.io/v1 ResourceAttributes).</summary>
public sealed record AccessQuestion
{
    /// <summary>In which namespace; null: in all.</summary>
    public string? Namespace { get; init; }

    /// <summary><c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>delete</c>, …</summary>
    public required string Verb { get; init; }

    /// <summary>The API group; null: the core one.</summary>
    public string? Group { get; init; }

    /// <summary>Such as <c>pods</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>Such as <c>log</c>.</summary>
    public string? Subresource { get; init; }

    /// <summary>The object; null: all.</summary>
    public string? Name { get; init; }
}
