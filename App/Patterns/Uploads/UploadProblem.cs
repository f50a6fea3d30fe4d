namespace App.Patterns.Uploads;

/// <summary>Why an <see cref="UploadSet"/> rejects a file.</summary>
public enum UploadProblem
{
    /// <summary>The file is accepted.</summary>
    None,

    /// <summary>The name has none of the allowed extensions.</summary>
    Extension,

    /// <summary>The file is longer than <see cref="UploadSet.MaxBytes"/>.</summary>
    Length,

    /// <summary>The first bytes do not fit the extension, such as HTML in a file named <c>x.png</c>.</summary>
    Content,
}
