namespace Wolfictl.Hosting.Messaging;

/// <summary>A request that is well-formed JSON and yet can't be taken. It is parked with this message at once, without another try.</summary>
public sealed class RefusedRequestException : Exception
{
    /// <summary>With what is wrong with which field.</summary>
    public RefusedRequestException(string message)
        : base(message)
    {
    }
}
