import MoatModel

/// A list of names in little room: `a, b, and 3 others`.
package enum ShortList {
  /// Wider than this only where two names, or the first, are.
  package static let width = 40

  /// The names, shortest first, as many as fit; two are always shown. The form is cargo-vet's, whose
  /// JSON has it.
  package static func text(_ names: [String]) -> String {
    let names = names.sorted {
      if $0.utf8.count != $1.utf8.count { return $0.utf8.count < $1.utf8.count }
      return StoreOrder.text($0, $1) == .lower
    }
    switch names.count {
    case 0: return ""
    case 1: return names[0]
    case 2: return "\(names[0]) and \(names[1])"
    default: break
    }
    let last = lastShown(names)
    if last == 0 { return "\(names[0]) and \(names.count - 1) others" }
    let shown = names[...min(last, names.count - 2)].joined(separator: ", ")
    if last == names.count - 1 { return "\(shown), and \(names[last])" }
    return "\(shown), and \(others(names.count - 1 - last))"
  }

  /// The place of the last name that there is room for.
  private static func lastShown(_ names: [String]) -> Int {
    var before = 0
    for (place, name) in names.enumerated() {
      let length: Int
      if place == names.count - 1 {
        length = before + conjunction + name.count
      } else {
        before += name.count + 1
        length =
          before - (place == 0 ? 1 : 0) + conjunction + othersWidth(names.count - 1 - place)
      }
      if length > width { return max(place - 1, 0) }
    }
    return names.count - 1
  }

  private static let conjunction = " and ".utf8.count

  private static func others(_ count: Int) -> String { "\(count) other\(count > 1 ? "s" : "")" }

  /// As cargo-vet estimates it: a digit for every ten, and one.
  private static func othersWidth(_ count: Int) -> Int {
    count / 10 + 1 + " other".utf8.count + (count > 1 ? 1 : 0)
  }
}
