/// What differs between two commits of an action's repository, by name and content of its files.
package struct PinChange: Hashable, Sendable {
  package let added: [String]
  package let removed: [String]
  package let changed: [String]

  /// - Parameters:
  ///   - old: the hash of each file's content by its path.
  ///   - new: likewise.
  package init(from old: [String: String], to new: [String: String]) {
    added = new.keys.filter { old[$0] == nil }.sorted()
    removed = old.keys.filter { new[$0] == nil }.sorted()
    changed = new.filter { name, hash in old[name].map { $0 != hash } ?? false }.keys.sorted()
  }

  package var count: Int { added.count + removed.count + changed.count }

  /// Whether the action's own description differs: its inputs, and what it runs.
  package var changesDescription: Bool {
    (added + removed + changed).contains { path in
      let name = path.split(separator: "/").last ?? ""
      return name == "action.yml" || name == "action.yaml" || name == "Dockerfile"
    }
  }

  /// Whether code that was built from other code differs, which nobody reads.
  package var changesBuiltCode: Bool {
    (added + changed).contains { path in
      path.split(separator: "/").dropLast().contains { $0 == "dist" || $0 == "lib" }
        || path.hasSuffix(".min.js")
    }
  }
}
