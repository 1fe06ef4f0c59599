namespace Wolfictl.Kubernetes.Pods;

/// <summary>What a line of a watch tells.</summary>
public enum PodEventType
{
    /// <summary>The pod came, or came to be selected.</summary>
    Added,

    /// <summary>The pod changed.</summary>
    Modified,

    /// <summary>The pod went away, or is no longer selected.</summary>
    Deleted,

    /// <summary>Nothing happened up to this state.</summary>
    Bookmark,
}
