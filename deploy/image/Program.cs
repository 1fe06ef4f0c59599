using System.CommandLine;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Image.Commands;
using Wolfictl.Oci;

var root = new RootCommand("Puts the wolfictl image together, without a container engine.") { WolfictlCommand.Create(), BaseCommand.Create() };
return await CommandLineApp.RunAsync(root, args, Explain).ConfigureAwait(false);

static CommandException? Explain(Exception e) => e switch
{
    OciException { Kind: OciErrorKind.Unreachable or OciErrorKind.Unauthorized } => new CommandException(ExitCodes.Unreachable, e.Message, e),
    OciException => new CommandException(ExitCodes.Usage, e.Message, e),
    _ => null,
};
