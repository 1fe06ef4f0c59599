// Prints a line for every build that is done. Start it with the broker's URI, stop it with Ctrl-C:
//
//   dotnet run --project examples/subscriber -- amqp://user:password@host:5672/
using System.Runtime.InteropServices;
using MassTransit;
using Wolfictl.Subscriber;

// MassTransit reads it from the environment alone, and calls home after five minutes without it.
Environment.SetEnvironmentVariable("MASSTRANSIT_USAGE_TELEMETRY", "false");

var text = args.Length == 1 ? args[0] : args.Length == 0 ? Environment.GetEnvironmentVariable("WOLFICTL_QUEUE") : null;
if (!Uri.TryCreate(text, UriKind.Absolute, out var broker) || broker.Scheme is not ("amqp" or "amqps") || broker.Host.Length == 0)
{
    Console.Error.WriteLine("subscriber: name the broker as the only argument or in WOLFICTL_QUEUE: amqp://user:password@host:5672/vhost or amqps://…");
    return 2;
}

var bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
{
    rabbit.Host(broker, "example subscriber", host =>
    {
        host.Heartbeat(TimeSpan.FromSeconds(10));
        host.RequestedConnectionTimeout(TimeSpan.FromSeconds(5));
    });
    // A queue of its own: it collects what happens while this program is away, and nobody else's events are taken from them.
    rabbit.ReceiveEndpoint("wolfictl.example-subscriber", endpoint =>
    {
        endpoint.SetQuorumQueue();
        endpoint.PrefetchCount = 16;
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.Instance(new CompletedBuilds(Console.Out));
    });
});

var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

using var impatience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
var started = bus.StartAsync(impatience.Token);
if (await Task.WhenAny(started, stopped.Task) == stopped.Task)
{
    return 0;
}

if (!started.IsCompletedSuccessfully)
{
    Console.Error.WriteLine($"subscriber: {broker.Host}:{(broker.Port > 0 ? broker.Port : 5672)} let nobody in within 10 s: is RabbitMQ there, and are user, password and virtual host right?");
    return 3;
}

Console.Error.WriteLine($"Waiting for builds at {broker.Host}. Ctrl-C ends this.");
await stopped.Task;

// Stopping on a connection that is gone would wait for ever.
using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
await bus.StopAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopped.TrySetResult();
}
