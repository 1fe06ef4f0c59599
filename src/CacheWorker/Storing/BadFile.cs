namespace Wolfictl.CacheWorker.Storing;

/// <summary>A file whose bytes were not what its name says.</summary>
public sealed record BadFile
{
    /// <summary>The name it stood under.</summary>
    public required ContentName Name { get; init; }

    /// <summary>What its bytes hash to, by the algorithm of the name.</summary>
    public required string Actual { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Where it is now, under <c>.bad</c>.</summary>
    public required string MovedTo { get; init; }
}
