return await App.Commands.CommandLine.Run(args);
