/// The files that the page is made of, as they are in this program.
enum Asset {
  /// - Returns: nil for a path that is none of them. Paths are compared whole: nothing is looked up.
  static func reply(for path: String) -> ReviewReply? {
    switch path {
    case "/": ReviewReply(.html, PackageResources.page_html)
    case "/page.css": ReviewReply(.css, PackageResources.page_css)
    case "/icon.svg": ReviewReply(.svg, PackageResources.icon_svg)
    case "/api.js": ReviewReply(.script, PackageResources.api_js)
    case "/app.js": ReviewReply(.script, PackageResources.app_js)
    case "/dialogs.js": ReviewReply(.script, PackageResources.dialogs_js)
    case "/dom.js": ReviewReply(.script, PackageResources.dom_js)
    case "/files.js": ReviewReply(.script, PackageResources.files_js)
    case "/keys.js": ReviewReply(.script, PackageResources.keys_js)
    case "/notes.js": ReviewReply(.script, PackageResources.notes_js)
    case "/overview.js": ReviewReply(.script, PackageResources.overview_js)
    case "/pane.js": ReviewReply(.script, PackageResources.pane_js)
    case "/panel.js": ReviewReply(.script, PackageResources.panel_js)
    case "/panes.js": ReviewReply(.script, PackageResources.panes_js)
    case "/queue.js": ReviewReply(.script, PackageResources.queue_js)
    case "/rows.js": ReviewReply(.script, PackageResources.rows_js)
    case "/theme.js": ReviewReply(.script, PackageResources.theme_js)
    case "/tree.js": ReviewReply(.script, PackageResources.tree_js)
    default: nil
    }
  }
}
