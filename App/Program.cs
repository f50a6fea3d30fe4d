var settings = App.SettingsReader.Read(new Dictionary<string, string?>());
Directory.CreateDirectory(settings.DataDirectory);
using (var database = new App.Patterns.Sqlite.SqliteDatabase(settings.LibraryFile))
    App.Patterns.Sqlite.Migrations.Of(typeof(App.LibraryApp).Assembly).Apply(database);
var app = App.LibraryApp.Create(settings);
app.Run();
