namespace Wolfictl.Hosting.Messaging;

/// <summary>What kept a message from being taken.</summary>
public enum MessagingFailure
{
    /// <summary>The broker can't be reached, or went away before it confirmed.</summary>
    Unreachable,

    /// <summary>The broker was reached and refused the credentials or the virtual host.</summary>
    Refused,

    /// <summary>No exchange or no queue of wolfictl is there to take it.</summary>
    NobodyTakesIt,

    /// <summary>The broker answered that it can't keep it now.</summary>
    Rejected,
}
