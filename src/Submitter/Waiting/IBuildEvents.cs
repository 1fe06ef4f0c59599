namespace Wolfictl.Submitter.Waiting;

/// <summary>Events of builds as they come, from wherever: each perhaps more than once, of other builds too.</summary>
internal interface IBuildEvents
{
    /// <summary>The next ones.</summary>
    IAsyncEnumerable<object> ReadAsync(CancellationToken cancellationToken);
}
