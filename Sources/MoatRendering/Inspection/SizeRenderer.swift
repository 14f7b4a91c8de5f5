package import MoatInspection
package import MoatModel

/// How much there is to read, as a table and as JSON.
package struct SizeRenderer: Sendable {
  /// The largest are shown; `-v` shows all.
  private static let rowLimit = 20

  /// One package and its lines.
  package struct Row: Sendable {
    package let identity: PackageIdentity
    package let size: Evidence<ReviewSize>

    package init(identity: PackageIdentity, size: Evidence<ReviewSize>) {
      self.identity = identity
      self.size = size
    }
  }

  private let rows: [(identity: PackageIdentity, size: ReviewSize)]
  private let unknown: [(identity: PackageIdentity, reason: String)]

  package init(_ all: [Row]) {
    rows = all.compactMap { row in row.size.value.map { (row.identity, $0) } }
      .sorted { ($1.size.code, $0.identity) < ($0.size.code, $1.identity) }
    unknown = all.compactMap { row in
      if case .unavailable(let why) = row.size { (row.identity, why) } else { nil }
    }
  }

  private var total: ReviewSize { rows.reduce(into: ReviewSize()) { $0 += $1.size } }

  private static let heading = "lines of Rust"
  private static let titles = ["to read", "platform", "feature", "tests", "examples", "comments"]

  private static func numbers(_ size: ReviewSize) -> [Int] {
    [
      size.code, size.otherPlatforms, size.otherFeatures, size.tests, size.examples, size.comments,
    ]
  }

  package func human(_ options: HumanRenderer.Options) -> String {
    let (width, style) = (options.width, options.style)
    var text = ""
    if !rows.isEmpty {
      let limit =
        switch options.verbosity {
        case .quiet: rows.count > 1 ? 0 : 1
        case .normal: Self.rowLimit
        case .verbose: rows.count
        }
      var table = rows.prefix(limit).map { ($0.identity.description, Self.numbers($0.size)) }
      if limit > 0, rows.count > limit {
        let rest = rows[limit...].reduce(into: ReviewSize()) { $0 += $1.size }
        table.append(("\(rows.count - limit) more", Self.numbers(rest)))
      }
      if rows.count > 1 { table.append(("total", Self.numbers(total))) }
      text += lines(table, width: width, style)
    }
    if !unknown.isEmpty {
      if !text.isEmpty { text += "\n" }
      let names = unknown.prefix(5).map { TerminalText.neutralised($0.identity.description) }
      let more = unknown.count > 5 ? " and \(unknown.count - 5) more" : ""
      text +=
        TerminalText.wrapped(
          "not counted, because nothing of them could be read: " + names.joined(separator: ", ")
            + more, width: width, hanging: 2
        ).joined(separator: "\n") + "\n"
    }
    return text
  }

  private func lines(
    _ table: [(name: String, numbers: [Int])], width: Int, _ style: Style
  ) -> String {
    let cells = table.map { $0.numbers.map { $0 == 0 ? "-" : Wording.thousands($0) } }
    let widths = Self.titles.indices.map { column in
      max(Self.titles[column].count, cells.map { $0[column].count }.max() ?? 0)
    }
    let room = max(16, width - widths.reduce(0) { $0 + $1 + 2 })
    let nameWidth = min(room, ([Self.heading] + table.map(\.name)).map(\.count).max() ?? 0)
    func row(_ name: String, _ cells: [String]) -> String {
      let shown = TerminalText.neutralised(name)
      let cut = shown.count > nameWidth ? shown.prefix(nameWidth - 1) + "…" : Substring(shown)
      return cut + String(repeating: " ", count: nameWidth - cut.count)
        + zip(cells, widths).map { cell, width in
          String(repeating: " ", count: width - cell.count + 2) + cell
        }.joined()
    }
    var text = style.bold(row(Self.heading, Self.titles)) + "\n"
    for (entry, cells) in zip(table, cells) {
      let line = row(entry.name, cells)
      text += (entry.name == "total" ? style.bold(line) : line) + "\n"
    }
    return text
  }

  /// Version 1; `docs/scanning.md` describes it.
  package func json() -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("version", 1)
      writer.member("kind", "size")
      writer.array("packages") { writer in
        for row in rows {
          writer.object { writer in
            writer.member("name", row.identity.name)
            writer.member("version", row.identity.version)
            Self.members(row.size, &writer)
          }
        }
      }
      writer.object("total") { Self.members(total, &$0) }
      writer.array("unavailable") { writer in
        for (identity, reason) in unknown {
          writer.object { writer in
            writer.member("name", identity.name)
            writer.member("version", identity.version)
            writer.member("reason", reason)
          }
        }
      }
    }
    return writer.text + "\n"
  }

  private static func members(_ size: ReviewSize, _ writer: inout JSONWriter) {
    writer.member("code", size.code)
    writer.member("other-platforms", size.otherPlatforms)
    writer.member("other-features", size.otherFeatures)
    writer.member("tests", size.tests)
    writer.member("examples", size.examples)
    writer.member("comments", size.comments)
    writer.member("blank", size.blank)
  }
}
