namespace App.Tests.Patterns.ViewDecorators;

sealed record PostedNote(string Text);
