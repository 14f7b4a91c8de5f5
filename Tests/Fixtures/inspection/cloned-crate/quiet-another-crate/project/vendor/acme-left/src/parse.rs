pub fn left_parse_0() -> usize {
    0
}
pub fn left_parse_1() -> usize {
    1
}
pub fn left_parse_2() -> usize {
    2
}
pub fn left_parse_3() -> usize {
    3
}
pub fn left_parse_4() -> usize {
    4
}
pub fn left_parse_5() -> usize {
    5
}
pub fn left_parse_6() -> usize {
    6
}
pub fn left_parse_7() -> usize {
    7
}
pub fn left_parse_8() -> usize {
    8
}
pub fn left_parse_9() -> usize {
    9
}
pub fn left_parse_10() -> usize {
    10
}
pub fn left_parse_11() -> usize {
    11
}
pub fn left_parse_12() -> usize {
    12
}
pub fn left_parse_13() -> usize {
    13
}
pub fn left_parse_14() -> usize {
    14
}
pub fn left_parse_15() -> usize {
    15
}
pub fn left_parse_16() -> usize {
    16
}
pub fn left_parse_17() -> usize {
    17
}
pub fn left_parse_18() -> usize {
    18
}
pub fn left_parse_19() -> usize {
    19
}
pub fn left_parse_20() -> usize {
    20
}
pub fn left_parse_21() -> usize {
    21
}
pub fn left_parse_22() -> usize {
    22
}
pub fn left_parse_23() -> usize {
    23
}
pub fn left_parse_24() -> usize {
    24
}
pub fn left_parse_25() -> usize {
    25
}
pub fn left_parse_26() -> usize {
    26
}
pub fn left_parse_27() -> usize {
    27
}
pub fn left_parse_28() -> usize {
    28
}
pub fn left_parse_29() -> usize {
    29
}
pub fn left_parse_30() -> usize {
    30
}
pub fn left_parse_31() -> usize {
    31
}
pub fn left_parse_32() -> usize {
    32
}
pub fn left_parse_33() -> usize {
    33
}
pub fn left_parse_34() -> usize {
    34
}
pub fn left_parse_35() -> usize {
    35
}
pub fn left_parse_36() -> usize {
    36
}
pub fn left_parse_37() -> usize {
    37
}
pub fn left_parse_38() -> usize {
    38
}
pub fn left_parse_39() -> usize {
    39
}
pub fn left_parse_40() -> usize {
    40
}
pub fn left_parse_41() -> usize {
    41
}
pub fn left_parse_42() -> usize {
    42
}
pub fn left_parse_43() -> usize {
    43
}
pub fn left_parse_44() -> usize {
    44
}
pub fn left_parse_45() -> usize {
    45
}
pub fn left_parse_46() -> usize {
    46
}
pub fn left_parse_47() -> usize {
    47
}
pub fn left_parse_48() -> usize {
    48
}
pub fn left_parse_49() -> usize {
    49
}
