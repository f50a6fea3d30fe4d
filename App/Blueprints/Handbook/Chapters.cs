using System.Collections.Immutable;

namespace App.Blueprints.Handbook;

/// <summary>
/// The chapters of the handbook: one for each of Flask's patterns, with the slug of Flask's page.
/// </summary>
public static class Chapters
{
    /// <summary>All chapters in reading order.</summary>
    public static readonly ImmutableArray<Chapter> All =
    [
        new(
            1,
            "packages",
            "Large Applications as Packages",
            "Packages",
            ChapterGroup.Shape,
            "One folder, one address, one namespace for each feature."
        ),
        new(
            2,
            "appfactories",
            "Application Factories",
            "AppFactories",
            ChapterGroup.Shape,
            "An application made from settings, as often as one likes."
        ),
        new(
            3,
            "appdispatch",
            "Application Dispatching",
            "AppDispatch",
            ChapterGroup.Shape,
            "Several whole applications below one server."
        ),
        new(
            4,
            "urlprocessors",
            "Using URL Processors",
            "UrlProcessors",
            ChapterGroup.Shape,
            "The language stands in the address and in no handler."
        ),
        new(
            5,
            "distribute",
            "Deploying with Setuptools",
            "Packaging",
            ChapterGroup.Running,
            "A package with a version that says what it is."
        ),
        new(
            6,
            "fabric",
            "Deploying with Fabric",
            "Deployment",
            ChapterGroup.Running,
            "To a server and back, in one command."
        ),
        new(
            7,
            "sqlite3",
            "Using SQLite 3",
            "Sqlite",
            ChapterGroup.Data,
            "A connection when it is first needed, and a schema that grows."
        ),
        new(
            8,
            "sqlalchemy",
            "SQLAlchemy in Flask",
            "SqlMapping",
            ChapterGroup.Data,
            "Rows, pages of rows and units of work over SQL written by hand."
        ),
        new(
            9,
            "fileuploads",
            "Uploading Files",
            "Uploads",
            ChapterGroup.Data,
            "Files from strangers, taken safely and shown safely."
        ),
        new(
            10,
            "caching",
            "Caching",
            "Caching",
            ChapterGroup.Data,
            "The result of slow work, kept and thrown away in time."
        ),
        new(
            11,
            "viewdecorators",
            "View Decorators",
            "ViewDecorators",
            ChapterGroup.Pages,
            "What several handlers need before they run."
        ),
        new(
            12,
            "wtforms",
            "Form Validation with WTForms",
            "Forms",
            ChapterGroup.Pages,
            "Rules said once, for typing and for sending."
        ),
        new(
            13,
            "templateinheritance",
            "Template Inheritance",
            "TemplateInheritance",
            ChapterGroup.Pages,
            "A page fills the blocks of the page it extends."
        ),
        new(
            14,
            "flashing",
            "Message Flashing",
            "Flashing",
            ChapterGroup.Pages,
            "A note for the next page, shown once."
        ),
        new(
            15,
            "jquery",
            "AJAX with jQuery",
            "Ajax",
            ChapterGroup.Pages,
            "A piece of a page, by htmx, from the same address."
        ),
        new(
            16,
            "lazyloading",
            "Lazily Loading Views",
            "LazyViews",
            ChapterGroup.Shape,
            "Code that is loaded when somebody asks for it."
        ),
        new(
            17,
            "mongoengine",
            "MongoDB with MongoEngine",
            "Documents",
            ChapterGroup.Data,
            "Documents with typed fields."
        ),
        new(
            18,
            "favicon",
            "Adding a favicon",
            "Favicon",
            ChapterGroup.Pages,
            "The icon where browsers have always looked for it."
        ),
        new(
            19,
            "streaming",
            "Streaming Contents",
            "Streaming",
            ChapterGroup.Requests,
            "An answer that is sent while it is made."
        ),
        new(
            20,
            "deferredcallbacks",
            "Deferred Request Callbacks",
            "DeferredCallbacks",
            ChapterGroup.Requests,
            "Something to do to the answer once there is one."
        ),
        new(
            21,
            "methodoverrides",
            "Adding HTTP Method Overrides",
            "MethodOverrides",
            ChapterGroup.Requests,
            "PUT and DELETE from clients that only post."
        ),
        new(
            22,
            "requestchecksum",
            "Request Content Checksums",
            "RequestChecksums",
            ChapterGroup.Requests,
            "The hash of a body, taken while it is read."
        ),
        new(
            23,
            "celery",
            "Celery Background Tasks",
            "BackgroundTasks",
            ChapterGroup.Running,
            "Work that outlives the request, and the process."
        ),
        new(
            24,
            "subclassing",
            "Subclassing Flask",
            "Subclassing",
            ChapterGroup.Shape,
            "The application as a class with seams."
        ),
        new(
            25,
            "singlepageapplications",
            "Single-Page Applications",
            "SinglePageApp",
            ChapterGroup.Requests,
            "An application of scripts beside the pages."
        ),
    ];

    public static Chapter? Find(string slug) => All.FirstOrDefault(chapter => chapter.Slug == slug);
}

/// <param name="Number">The number in Flask's list of patterns.</param>
/// <param name="Slug">The last segment of the URL.</param>
/// <param name="Name">The name of the pattern in Flask's documentation.</param>
/// <param name="Folder">The folder of the source, relative to <c>App/Patterns</c>.</param>
/// <param name="Group">The group in the table of contents.</param>
/// <param name="Line">A summary in one line.</param>
public sealed record Chapter(int Number, string Slug, string Name, string Folder, ChapterGroup Group, string Line);

public enum ChapterGroup { Shape, Data, Pages, Requests, Running }
