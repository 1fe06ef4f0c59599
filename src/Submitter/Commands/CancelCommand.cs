using System.CommandLine;
using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Hosting.Messaging;
using Wolfictl.Submitter.Submitting;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Commands;

/// <summary><c>wolfictl cancel</c>.</summary>
internal static class CancelCommand
{
    private const string Help = """
        Withdraw a request. A build that others asked for too goes on; it stops when no request for it is left.

        Example:
          wolfictl cancel --queue amqps://ci@mq.example.org 01890a5d-ac96-774b-bcce-b302099a8057

        Exit status: 0 the broker has taken it, 2 wrong usage, 3 the broker can't be reached or no queue takes it.
        """;

    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The request's id, as submit printed it" };
        var queue = new QueueOption();
        var reason = new Option<string>("--reason") { Description = "Why, for those who look at it later" };
        var format = SubmitFlags.FormatOption();
        var command = new Command("cancel", Help) { id, queue, reason, format };
        command.SetAction(async (parse, _) =>
        {
            using var interrupts = new Interrupts();
            var broker = queue.Read(parse)
                ?? throw new CommandException(ExitCodes.Usage, $"--queue (or {QueueOption.Variable}) is needed: a build of the embedded mode is cancelled with Ctrl-C where it runs.");
            if (!RequestId.TryParse(parse.GetValue(id), null, out var request))
            {
                throw new CommandException(ExitCodes.Usage, $"'{parse.GetValue(id)}' is no request id: expected a UUID, as submit printed it.");
            }

            var message = new BuildCancelRequested { RequestId = request, RequestedAt = TimeProvider.System.GetUtcNow(), Reason = parse.GetValue(reason) };
            await using var publisher = new RabbitMqPublisher(broker, "wolfictl cancel");
            await QueuePublishing.PublishAsync(publisher, OutgoingMessage.Of(message), broker, interrupts.Token).ConfigureAwait(false);
            await Console.Out.WriteLineAsync(format.Read(parse) == OutputFormat.Json
                ? JsonSerializer.Serialize(new CancelReport(request, true), SubmitterJson.Default.CancelReport)
                : $"Asked to withdraw {request}; its BuildCompleted tells when it is done.").ConfigureAwait(false);
            return ExitCodes.Done;
        });
        return command;
    }
}
