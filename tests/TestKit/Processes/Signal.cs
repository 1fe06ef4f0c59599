using System.Diagnostics.CodeAnalysis;

namespace Wolfictl.TestKit.Processes;

/// <summary>A signal by its number, the same on Linux and macOS.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The signal's own name.")]
public enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}
