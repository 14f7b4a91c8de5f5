/// What a path means, resolved: `std::process::Command::new` starts a process.
///
/// Names are compared component by component, never as words: `curl_sys` is not `curl`. The longest
/// entry that a path begins with decides, and an entry without a capability takes one away.
struct CapabilityPaths: Sendable {
  /// What an entry says of a path.
  struct Meaning: Hashable, Sendable {
    let capabilities: [Capability]
    /// How many components the entry has.
    let depth: Int
    /// The entry is a whole crate: each of its names is worth one mark a file.
    var isWholeCrate: Bool { depth == 1 }
  }

  private struct Node: Sendable {
    var children: [String: Int] = [:]
    /// Children that stand for every name with that beginning.
    var prefixes: [(prefix: String, node: Int)] = []
    var capabilities: [Capability]?
  }

  private var nodes: [Node] = [Node()]

  static let all = CapabilityPaths(
    CapabilityTable.standard + CapabilityTable.network + CapabilityTable.processes
      + CapabilityTable.files + CapabilityTable.machine + CapabilityTable.hiding)

  /// The crates and the standard library's names that an entry begins with.
  var roots: [String] { nodes[0].children.keys.sorted() }

  /// Whether an entry begins with that crate.
  func knows(root: String) -> Bool { child(of: 0, named: root) != nil }

  init(_ groups: [CapabilityTable.Group]) {
    for group in groups {
      for path in group.paths { insert(path, group.capabilities) }
    }
  }

  private mutating func insert(_ path: String, _ capabilities: [Capability]) {
    var node = 0
    for part in path.split(separator: ":", omittingEmptySubsequences: true).map(String.init) {
      if let child = nodes[node].children[part] {
        node = child
        continue
      }
      nodes.append(Node())
      let child = nodes.count - 1
      if part.hasSuffix("*") {
        nodes[node].prefixes.append((String(part.dropLast()), child))
      } else {
        nodes[node].children[part] = child
      }
      node = child
    }
    nodes[node].capabilities = (nodes[node].capabilities ?? []) + capabilities
  }

  /// Whether a path, or one that begins with it, can have a meaning.
  func leads(_ path: some Collection<String>) -> Bool {
    var node = 0
    for part in path {
      guard let child = child(of: node, named: part) else { return false }
      node = child
      if nodes[node].capabilities != nil { return true }
    }
    return true
  }

  /// The names below a root that lead to something.
  func names(below root: String) -> [String] {
    guard let node = nodes[0].children[root] else { return [] }
    return nodes[node].children.keys.sorted()
  }

  /// What the names below a path that has no meaning of its own lead to, each once, in order; for
  /// `std::process` that is to start processes. A whole crate is too wide to say anything.
  func capabilities(below path: [String]) -> [Capability] {
    guard path.count > 1 else { return [] }
    var node = 0
    for part in path {
      guard let child = child(of: node, named: part) else { return [] }
      node = child
    }
    var found: Set<Capability> = []
    var pending = [node]
    while let next = pending.popLast() {
      found.formUnion(nodes[next].capabilities ?? [])
      pending += nodes[next].children.values
      pending += nodes[next].prefixes.map(\.node)
    }
    return found.sorted()
  }

  /// - Parameter path: resolved: its first component is `std`, or the name of a package with `_` for
  ///   `-`, not the name under which the manifest imports it.
  /// - Returns: nil where no entry fits.
  func meaning(of path: some Collection<String>) -> Meaning? {
    var node = 0
    var best: Meaning?
    var depth = 0
    for part in path {
      guard let child = child(of: node, named: part) else { break }
      node = child
      depth += 1
      if let capabilities = nodes[node].capabilities {
        best = Meaning(capabilities: capabilities, depth: depth)
      }
    }
    guard let best, !best.capabilities.isEmpty else { return nil }
    return best
  }

  private func child(of node: Int, named part: String) -> Int? {
    if let child = nodes[node].children[part] { return child }
    return nodes[node].prefixes.first { part.hasPrefix($0.prefix) }?.node
  }
}
