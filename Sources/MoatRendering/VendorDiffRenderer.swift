package import MoatCargo
import MoatModel

/// A ``VendorDiff`` as text.
package struct VendorDiffRenderer: Sendable {
  /// How many files of one crate are shown; the first are those to read first.
  package static let fileLimit = 20

  private let diff: VendorDiff
  private let isVerbose: Bool

  /// - Parameter isVerbose: all files, however many.
  package init(_ diff: VendorDiff, isVerbose: Bool) {
    self.diff = diff
    self.isVerbose = isVerbose
  }

  private static func shown(_ text: String) -> String { TerminalText.neutralised(text) }

  // MARK: Human

  package func human(_ style: Style) -> String {
    if diff.crates.isEmpty, diff.otherFiles.isEmpty { return "the vendored trees are equal\n" }
    var text = ""
    for crate in diff.crates { text += block(crate, style) + "\n" }
    if !diff.otherFiles.isEmpty {
      text += style.bold("beside the crates") + "\n" + lines(diff.otherFiles, style) + "\n"
    }
    return text + summary + "\n"
  }

  private var summary: String {
    let kinds: [VendorDiff.Crate.Kind] = [.altered, .added, .updated, .removed]
    let parts: [String] = kinds.compactMap { kind in
      let count = diff.crates.count { $0.kind == kind }
      return count == 0 ? nil : "\(Wording.counted(count, "crate")) \(kind.word)"
    }
    let building = diff.crates.count { $0.kind != .removed && $0.changesBuildTime }
    var text = parts.isEmpty ? "no crate changed" : parts.joined(separator: ", ")
    if building > 0 {
      text += "; \(Wording.thousands(building)) with new or changed code that runs while building"
    }
    return text
  }

  private func block(_ crate: VendorDiff.Crate, _ style: Style) -> String {
    var text = style.bold(title(crate)) + "\n"
    if crate.isSuspicious {
      text +=
        "  " + style.red("other files under the same version: no release of a registry has that")
        + "\n"
    }
    // What is gone cannot do anything.
    if crate.kind == .removed { return text }
    return text + lines(crate.files, style)
  }

  private func title(_ crate: VendorDiff.Crate) -> String {
    let name = Self.shown(crate.name)
    let old = Self.shown(crate.before?.identity?.version ?? "unknown version")
    let new = Self.shown(crate.after?.identity?.version ?? "unknown version")
    let place = Self.shown((crate.after ?? crate.before)?.folder ?? "")
    switch crate.kind {
    case .altered: return "\(name) \(new) altered in \(place)/"
    case .added:
      return "\(name) \(new) added in \(place)/ (\(Wording.counted(crate.files.count, "file")))"
    case .updated: return "\(name) \(old) → \(new) in \(place)/"
    case .removed: return "\(name) \(old) removed"
    }
  }

  private func lines(_ files: [VendorDiff.File], _ style: Style) -> String {
    let limit = isVerbose ? files.count : Self.fileLimit
    var text = ""
    for file in files.prefix(limit) {
      let role = file.role.word + String(repeating: " ", count: max(0, 14 - file.role.word.count))
      let isUrgent = file.role == .buildScript || file.role == .procMacro
      text += "  \(isUrgent ? style.yellow(role) : role)"
      text += "\(file.kind.mark) \(Self.shown(file.path))  \(style.dim(size(file)))\n"
    }
    if files.count > limit {
      let rest = files.dropFirst(limit)
      text += "  and \(Wording.thousands(rest.count)) more (\(Self.roles(of: rest)))\n"
    }
    return text
  }

  private static func roles(of files: ArraySlice<VendorDiff.File>) -> String {
    VendorFileRole.allCases.compactMap { role in
      let count = files.count { $0.role == role }
      return count == 0 ? nil : "\(Wording.thousands(count)) \(role.word)"
    }.joined(separator: ", ")
  }

  private func size(_ file: VendorDiff.File) -> String {
    switch (file.sizeBefore, file.sizeAfter) {
    case (let old?, let new?) where old == new: Wording.counted(new, "byte")
    case (let old?, let new?): "\(Wording.thousands(old)) → \(Wording.counted(new, "byte"))"
    case (nil, let new?): Wording.counted(new, "byte")
    default: ""
    }
  }

  // MARK: JSON

  /// One object; `version` is the format's.
  package func json() -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("version", 1)
      writer.array("crates") { writer in
        for crate in diff.crates {
          writer.object { writer in
            writer.member("name", crate.name)
            writer.member("change", crate.kind.word)
            writer.member("oldVersion", crate.before?.identity?.version)
            writer.member("newVersion", crate.after?.identity?.version)
            writer.member("oldFolder", crate.before?.folder)
            writer.member("newFolder", crate.after?.folder)
            writer.member("suspicious", crate.isSuspicious)
            writer.member("changesBuildTime", crate.kind != .removed && crate.changesBuildTime)
            Self.write(crate.files, "files", &writer)
          }
        }
      }
      Self.write(diff.otherFiles, "otherFiles", &writer)
    }
    return writer.text
  }

  private static func write(
    _ files: [VendorDiff.File], _ key: String, _ writer: inout JSONWriter
  ) {
    writer.array(key) { writer in
      for file in files {
        writer.object { writer in
          writer.member("path", file.path)
          writer.member("change", file.kind.rawValue)
          writer.member("role", file.role.word)
          writer.member("oldSize", file.sizeBefore)
          writer.member("newSize", file.sizeAfter)
        }
      }
    }
  }
}

extension VendorDiff.Crate.Kind {
  fileprivate var word: String {
    switch self {
    case .altered: "altered"
    case .added: "added"
    case .updated: "updated"
    case .removed: "removed"
    }
  }
}

extension VendorDiff.File.Kind {
  fileprivate var mark: String {
    switch self {
    case .added: "+"
    case .removed: "-"
    case .changed: "~"
    }
  }
}
