import MoatModel

/// The total order in which the store lists its entries, field by field.
///
/// Texts are ordered by their UTF-8 bytes, as Rust does it. Swift's own `<` would order by
/// normalised Unicode.
enum StoreOrder {
  static func text(_ left: String, _ right: String) -> Precedence { bytes(left.utf8, right.utf8) }

  static func bytes(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Precedence {
    var lefts = left.makeIterator()
    var rights = right.makeIterator()
    while true {
      switch (lefts.next(), rights.next()) {
      case (nil, nil): return .same
      case (nil, _): return .lower
      case (_, nil): return .higher
      case (let one?, let two?) where one != two: return one < two ? .lower : .higher
      default: continue
      }
    }
  }

  static func value<Value: Comparable>(_ left: Value, _ right: Value) -> Precedence {
    left < right ? .lower : left == right ? .same : .higher
  }

  /// `false` before `true`.
  static func flag(_ left: Bool, _ right: Bool) -> Precedence { value(left ? 1 : 0, right ? 1 : 0) }

  /// Nothing before something.
  static func optional<Value>(
    _ left: Value?, _ right: Value?, _ order: (Value, Value) -> Precedence
  ) -> Precedence {
    switch (left, right) {
    case (nil, nil): .same
    case (nil, _): .lower
    case (_, nil): .higher
    case (let one?, let two?): order(one, two)
    }
  }

  /// Text by text; a list before every longer one that starts with it.
  static func list(_ left: [String], _ right: [String]) -> Precedence {
    for (one, two) in zip(left, right) {
      let order = text(one, two)
      if order != .same { return order }
    }
    return value(left.count, right.count)
  }

  /// The first of several answers that decides. Each is computed only when it is needed.
  static func first(_ orders: (() -> Precedence)...) -> Bool {
    for order in orders {
      let answer = order()
      if answer != .same { return answer == .lower }
    }
    return false
  }

  /// The keys of a map in the order of its table.
  static func keys<Value>(_ map: [String: Value]) -> [String] {
    map.keys.sorted { text($0, $1) == .lower }
  }
}
