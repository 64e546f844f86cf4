package main

func matchCommand() command {
	return command{
		name: "match", args: "COMMAND", summary: "Measure how well needs find offers",
		help:   "`splot help match COMMAND` explains one of these:",
		within: []command{matchEvalCommand(), matchTrainCommand(), matchRematchCommand()},
	}
}
