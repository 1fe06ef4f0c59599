namespace Wolfictl.CacheWorker.Storing;

/// <summary>What reading every file of a store showed.</summary>
public sealed record VerifyReport
{
    /// <summary>Files read.</summary>
    public required int Checked { get; init; }

    /// <summary>Bytes read.</summary>
    public required long Bytes { get; init; }

    /// <summary>Files whose bytes are not what their name says; each was moved away.</summary>
    public required IReadOnlyList<BadFile> Bad { get; init; }
}
