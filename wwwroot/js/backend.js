// On a narrow screen the navigation is one line that scrolls: the current page is scrolled into view.
document.querySelector(".rooms-list [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
