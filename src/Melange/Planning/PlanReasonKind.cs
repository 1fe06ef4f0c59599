namespace Wolfictl.Melange.Planning;

/// <summary>Why a package is in a plan.</summary>
public enum PlanReasonKind
{
    /// <summary>It was named, or everything was asked for.</summary>
    AskedFor,

    /// <summary>Another planned package needs it.</summary>
    NeededBy,

    /// <summary>It needs a package that changed.</summary>
    DependsOnChanged,
}
