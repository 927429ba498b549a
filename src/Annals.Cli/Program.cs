using Annals.Cli;

return CommandLine.Run(args, Terminal.OfProcess());
