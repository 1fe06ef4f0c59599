namespace Wolfictl.Melange.Sources;

/// <summary>How a step gets its source.</summary>
public enum SourceKind
{
    /// <summary>A download by the <c>fetch</c> pipeline.</summary>
    Fetch,

    /// <summary>A clone by the <c>git-checkout</c> pipeline, which no cache of files covers.</summary>
    GitCheckout,
}
