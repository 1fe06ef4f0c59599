using System.Runtime.InteropServices;
using Wolfictl.Hosting.CommandLine;

namespace Wolfictl.Submitter;

/// <summary>Ctrl-C and SIGTERM as a token: the first asks to stop, the second ends the process at once.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public Interrupts()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    /// <summary>Done at the second signal, before the process ends.</summary>
    public Action? AtOnce { get; set; }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _asked.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _asked.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_asked.IsCancellationRequested)
        {
            AtOnce?.Invoke();
            Environment.Exit(ExitCodes.Interrupted);
        }

        context.Cancel = true;
        _asked.Cancel();
    }
}
