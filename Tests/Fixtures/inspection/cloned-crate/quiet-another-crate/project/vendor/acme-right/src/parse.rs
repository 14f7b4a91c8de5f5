pub fn right_parse_0() -> usize {
    0
}
pub fn right_parse_1() -> usize {
    1
}
pub fn right_parse_2() -> usize {
    2
}
pub fn right_parse_3() -> usize {
    3
}
pub fn right_parse_4() -> usize {
    4
}
pub fn right_parse_5() -> usize {
    5
}
pub fn right_parse_6() -> usize {
    6
}
pub fn right_parse_7() -> usize {
    7
}
pub fn right_parse_8() -> usize {
    8
}
pub fn right_parse_9() -> usize {
    9
}
pub fn right_parse_10() -> usize {
    10
}
pub fn right_parse_11() -> usize {
    11
}
pub fn right_parse_12() -> usize {
    12
}
pub fn right_parse_13() -> usize {
    13
}
pub fn right_parse_14() -> usize {
    14
}
pub fn right_parse_15() -> usize {
    15
}
pub fn right_parse_16() -> usize {
    16
}
pub fn right_parse_17() -> usize {
    17
}
pub fn right_parse_18() -> usize {
    18
}
pub fn right_parse_19() -> usize {
    19
}
pub fn right_parse_20() -> usize {
    20
}
pub fn right_parse_21() -> usize {
    21
}
pub fn right_parse_22() -> usize {
    22
}
pub fn right_parse_23() -> usize {
    23
}
pub fn right_parse_24() -> usize {
    24
}
pub fn right_parse_25() -> usize {
    25
}
pub fn right_parse_26() -> usize {
    26
}
pub fn right_parse_27() -> usize {
    27
}
pub fn right_parse_28() -> usize {
    28
}
pub fn right_parse_29() -> usize {
    29
}
pub fn right_parse_30() -> usize {
    30
}
pub fn right_parse_31() -> usize {
    31
}
pub fn right_parse_32() -> usize {
    32
}
pub fn right_parse_33() -> usize {
    33
}
pub fn right_parse_34() -> usize {
    34
}
pub fn right_parse_35() -> usize {
    35
}
pub fn right_parse_36() -> usize {
    36
}
pub fn right_parse_37() -> usize {
    37
}
pub fn right_parse_38() -> usize {
    38
}
pub fn right_parse_39() -> usize {
    39
}
pub fn right_parse_40() -> usize {
    40
}
pub fn right_parse_41() -> usize {
    41
}
pub fn right_parse_42() -> usize {
    42
}
pub fn right_parse_43() -> usize {
    43
}
pub fn right_parse_44() -> usize {
    44
}
pub fn right_parse_45() -> usize {
    45
}
pub fn right_parse_46() -> usize {
    46
}
pub fn right_parse_47() -> usize {
    47
}
pub fn right_parse_48() -> usize {
    48
}
pub fn right_parse_49() -> usize {
    49
}
