using System.Net;
using System.Net.Sockets;

namespace Wolfictl.TestKit;

/// <summary>Finds TCP ports for servers that cannot say themselves which one they took.</summary>
public static class LoopbackPort
{
    /// <summary>A port of 127.0.0.1 that nothing listened on a moment ago.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
