// On a narrow screen the navigation is one scrolling line. Scrolls the current page into view.
document.querySelector(".rooms-list [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
