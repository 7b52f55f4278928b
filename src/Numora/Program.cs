using Numora.Engine.Workers;

// First, and the rest in a method of its own: a worker starts often and must not load ASP.NET.
return args is [WorkerCommand.Verb, ..] ? WorkerLoop.Run() : Serve(args);

static int Serve(string[] args)
{
    var app = WebApplication.CreateBuilder(args).Build();
    app.Run();
    return 0;
}
