using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>Why a build or a job ended as it did, for programs; the message beside it is for people.</summary>
[JsonConverter(typeof(TolerantEnumConverter<CompletionReason>))]
public enum CompletionReason
{
    /// <summary>A reason that this version does not know.</summary>
    Unknown = 0,

    /// <summary>All went well.</summary>
    Completed,

    /// <summary>Nothing was left to do: all is there, or no package is for this architecture.</summary>
    NothingToDo,

    /// <summary>The directory can't be planned: unknown packages, configurations that do not parse, a refused bundle.</summary>
    PlanInvalid,

    /// <summary>The scheduler does not allow it: a bundle from a repository that is not listed, an unknown profile, more than its cap.</summary>
    Refused,

    /// <summary>make ended with a status other than 0.</summary>
    BuildFailed,

    /// <summary>make ended with 0, and yet a package that was planned is not there.</summary>
    OutputsMissing,

    /// <summary>The build took longer than it may.</summary>
    DeadlineExceeded,

    /// <summary>It waited in the queue for longer than it may.</summary>
    QueueTimeout,

    /// <summary>Its sources could not be cached.</summary>
    CacheFailed,

    /// <summary>Withdrawn by those who asked for it.</summary>
    Cancelled,

    /// <summary>The process that ran it is gone, and nobody can take it up again.</summary>
    Interrupted,

    /// <summary>What ran it vanished as often as it may be tried.</summary>
    Lost,

    /// <summary>The outputs could not be published.</summary>
    PublishFailed,

    /// <summary>The engine could not run it: no make, no disk, a bundle that can't be unpacked.</summary>
    EngineFailed,
}
