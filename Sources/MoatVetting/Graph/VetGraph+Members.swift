extension VetGraph {
  /// The workspace members that lead to packages without another member in between, sorted: whose
  /// manifests say for what the packages are needed.
  package func nearestMembers(above places: some Sequence<Int>) -> [Int] {
    var isSeen = [Bool](repeating: false, count: packages.count)
    var members: [Int] = []
    var queue = Array(places)
    while let place = queue.popLast() {
      for next in packages[place].dependents where !isSeen[next] {
        isSeen[next] = true
        if packages[next].isWorkspaceMember { members.append(next) } else { queue.append(next) }
      }
    }
    return members.sorted()
  }
}
