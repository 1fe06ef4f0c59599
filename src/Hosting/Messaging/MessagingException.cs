namespace Wolfictl.Hosting.Messaging;

/// <summary>A message could not be handed to the broker. Does not cover what happens to it afterwards: that comes as an event.</summary>
public sealed class MessagingException : Exception
{
    /// <summary>With what failed, a sentence for people, and the cause.</summary>
    public MessagingException(MessagingFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>What failed.</summary>
    public MessagingFailure Failure { get; }
}
