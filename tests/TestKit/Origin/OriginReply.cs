namespace Wolfictl.TestKit.Origin;

/// <summary>What the origin answers, down to how the connection ends.</summary>
public sealed record OriginReply
{
    public int Status { get; init; } = 200;

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>What Content-Length says; null for none, and then the end of the connection is the end of the body.</summary>
    public long? Length { get; init; } = 0;

    /// <summary>Writes the body.</summary>
    public Func<OriginBody, Task> Body { get; init; } = static _ => Task.CompletedTask;

    public OriginReply With(string name, string value) => this with { Headers = [.. Headers, (name, value)] };
}
